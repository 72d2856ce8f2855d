import { createRoute } from '@tanstack/react-router'
import { rootRoute } from '../shell/routes.tsx'
import { Gallery } from './gallery.tsx'

/** Every component in all its states: for the eye, for screenshots and for the accessibility check. */
export const galleryRoute = createRoute({ getParentRoute: () => rootRoute, path: '/_kit', component: Gallery })

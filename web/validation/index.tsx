import './validation.css'

export { lifeNavigation, lifeRoute } from './life.tsx'
export { SignaturesPanel } from './panel.tsx'

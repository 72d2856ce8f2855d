import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../kit/css/kit.css'
import './shell.css'
import { applyPreferences } from './preferences.ts'
import { queries, router } from './router.tsx'

applyPreferences()
const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}><RouterProvider router={router} /></QueryClientProvider>
    </StrictMode>,
  )
}

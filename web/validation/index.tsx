import './validation.css'

export { SignaturesPanel } from './panel.tsx'

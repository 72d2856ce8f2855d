export { CommandPalette } from './palette.tsx'

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The staff application. `npm start` builds it; `vite web` serves it while working on it, with the office on port 8080 behind. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Browsers of 2024 and newer: native light-dark(), nesting, popovers.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // Everything is a file of its own: the content security policy lets nothing inline in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})

import { join } from 'node:path'
import { defineConfig } from 'vite'

/** The citizen portal: `render.js` for the server, self-contained, and the style sheet with its letters for browsers. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/portal/',
  build: {
    ssr: true,
    ssrEmitAssets: true,
    outDir: '../dist/portal',
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5', 'node22'],
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { render: join(import.meta.dirname, 'render.tsx') },
      output: { entryFileNames: '[name].js', assetFileNames: ({ names }) => names.some((name) => name.endsWith('.css')) ? 'assets/portal.css' : 'assets/[name][extname]' },
    },
  },
  ssr: { noExternal: true },
  define: { 'process.env.NODE_ENV': '"production"' },
})

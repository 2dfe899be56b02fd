import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const runtime = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

export default defineConfig({
  base: '/builder/',
  plugins: [react()],
  server: {
    // The runtime takes changes from pages of its own host only: it has to see the host that the browser sees.
    proxy: { '/api': { target: runtime, changeOrigin: false } },
  },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' },
});

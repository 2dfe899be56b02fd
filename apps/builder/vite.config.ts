import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const runtime = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

export default defineConfig({
  base: '/builder/',
  plugins: [react()],
  server: { proxy: { '/api': runtime, '/socket.io': { target: runtime, ws: true } } },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' },
});

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const runtime = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

/** The account pages stand outside the base path; the runtime serves the same page there, and so must this server. */
const accountPages: Plugin = {
  name: 'account-pages',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (/^\/(sign-in|setup|join)(\/|\?|$)/.test(request.url ?? '')) request.url = '/inbox/';
      next();
    });
  },
};

export default defineConfig({
  base: '/inbox/',
  plugins: [react(), accountPages],
  server: {
    proxy: {
      '/api': runtime,
      '/socket.io': { target: runtime, ws: true },
      '/demo': runtime,
      '/widget.js': runtime,
    },
  },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' },
});

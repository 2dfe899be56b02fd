import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const target = ['es2022', 'chrome105', 'firefox110', 'safari16'];

/** What both files share; the second build must not sweep away the first. */
const common = {
  target,
  outDir: here('./dist'),
  emptyOutDir: false,
  modulePreload: false,
} satisfies UserConfig['build'];

/** The loader names the panel's version, so it is built when the panel's content is known. */
function loaderAfterPanel(): Plugin {
  return {
    name: 'baton:loader-after-panel',
    apply: 'build',
    async writeBundle(_options, output) {
      const panel = output['panel.js'];
      if (panel?.type !== 'chunk') throw new Error('The build made no panel.js.');
      await build({
        configFile: false,
        logLevel: 'warn',
        root: here('.'),
        define: { __PANEL_VERSION__: JSON.stringify(hash(panel.code)) },
        build: {
          ...common,
          lib: { entry: here('./src/main.ts'), formats: ['iife'], name: 'BatonWidget', fileName: () => 'widget.js' },
        },
      });
    },
  };
}

/** FNV-1a: the version only has to change with the content. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value.toString(36);
}

// The panel is React code that runs on Preact. It is built as one file, each language but English as another, and then
// the loader.
export default defineConfig({
  root: here('.'),
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: {
    alias: {
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react-dom/client': 'preact/compat/client',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
    dedupe: ['preact'],
  },
  build: {
    ...common,
    // Not the library mode, which leaves ES modules unminified.
    rolldownOptions: {
      input: here('./src/panel.tsx'),
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: 'panel.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  plugins: [loaderAfterPanel()],
});

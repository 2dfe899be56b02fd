import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Each is a file of its own, for those who read it. */
const languages = ['es', 'de', 'pt', 'ru'];
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

/**
 * Parts of the socket's client that this chat has no use for: other transports (where WebSockets are blocked the panel
 * asks for news over HTTP), and messages that are not JSON.
 */
const unused: readonly [library: string, file: string, instead: string][] = [
  ['engine.io-client', 'webtransport.js', 'export const WT = null;'],
  ['engine.io-client', 'polling-xhr.node.js', 'export const XHR = null;'],
  ['engine.io-client', 'polling-xhr.js', 'export const XHR = null;'],
  ['engine.io-client', 'polling-fetch.js', 'export const Fetch = null;'],
  ['socket.io-parser', 'is-binary.js', 'export const isBinary = () => false; export const hasBinary = () => false;'],
  [
    'socket.io-parser',
    'binary.js',
    'export const deconstructPacket = () => null; export const reconstructPacket = () => null;',
  ],
];

function withoutUnused(): Plugin {
  const prefix = '\0unused:';
  return {
    name: 'baton:without-unused',
    enforce: 'pre',
    resolveId(source, importer) {
      const at = unused.findIndex(([library, file]) => importer?.includes(library) && source.endsWith(`/${file}`));
      return at < 0 ? undefined : `${prefix}${at}`;
    },
    load: (id) => (id.startsWith(prefix) ? unused[Number(id.slice(prefix.length))]?.[2] : undefined),
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
      input: {
        panel: here('./src/panel.tsx'),
        media: here('./src/media.ts'),
        ...Object.fromEntries(languages.map((each) => [each, here(`./src/words/${each}.ts`)])),
      },
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
    },
  },
  plugins: [withoutUnused(), loaderAfterPanel()],
});

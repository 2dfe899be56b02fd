/**
 * Loads another of the widget's files from where this one came from, and of the same age. The build leaves this import
 * alone, and names the files as they are named here.
 */
export function importBeside(name: string) {
  const { href, search } = new URL(import.meta.url);
  return import(/* @vite-ignore */ new URL(`${name}.js${search}`, href).href);
}

import { mountWidget } from './loader/mount-widget.ts';
import { publishApi } from './loader/public-api.ts';

// A classic script knows its own tag only while it runs for the first time.
const script = document.currentScript;

if (script instanceof HTMLScriptElement) {
  const { channel, identity } = script.dataset;
  if (!channel) {
    console.error('Baton: the script tag has no data-channel. Copy the snippet again from Settings.');
  } else {
    const widget = mountWidget(channel, new URL(script.src).origin, identity);
    if (widget) publishApi(widget);
  }
}

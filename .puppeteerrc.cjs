// WhatsApp Web runs in the machine's own Chromium: none is downloaded.
module.exports = { skipDownload: true };

// A page that stands in for WhatsApp Web: it has the modules that whatsapp-web.js 1.34.7 asks for by window.require,
// and nothing of the real site. What happens in them comes from, and goes to, start-web-emulator.ts by a web socket.
(() => {
  const WS = window.__STUB_WS__,
    me0 = localStorage.getItem('stub:me');
  class Ev {
    #h = new Map();
    on(names, f) {
      for (const n of names.split(' ')) (this.#h.get(n) ?? this.#h.set(n, new Set()).get(n)).add(f);
      return this;
    }
    off(n, f) {
      this.#h.get(n)?.delete(f);
      return this;
    }
    once(n, f) {
      const g = (...a) => {
        this.off(n, g);
        f(...a);
      };
      return this.on(n, g);
    }
    has(n) {
      return !!this.#h.get(n)?.size;
    }
    emit(n, ...a) {
      for (const f of [...(this.#h.get(n) ?? [])]) f(...a);
    }
  }
  class Model extends Ev {
    constructor(a = {}) {
      super();
      Object.assign(this, a);
    }
    set(k, v) {
      const old = this[k];
      if (old === v) return;
      this[k] = v;
      this.emit(`change:${k}`, this, v, old);
      this.coll?.emit(`change:${k}`, this, v, old);
      this.coll?.emit('change', this);
    }
    serialize() {
      const plain = {};
      for (const [key, value] of Object.entries(this)) {
        // What knows its model again can't be told to anybody else.
        if (['coll', 'msgs'].includes(key) || typeof value === 'function') continue;
        const text = JSON.stringify(value);
        if (text !== undefined) plain[key] = JSON.parse(text);
      }
      return plain;
    }
  }
  class Coll extends Ev {
    m = new Map();
    key(x) {
      return typeof x === 'string' ? x : (x?._serialized ?? String(x));
    }
    get(id) {
      return this.m.get(this.key(id));
    }
    add(x) {
      x.coll = this;
      this.m.set(this.key(x.id), x);
      this.emit('add', x);
      return x;
    }
    remove(x) {
      this.m.delete(this.key(x.id));
      this.emit('remove', x);
    }
    getModelsArray() {
      return [...this.m.values()];
    }
    async find(id) {
      return this.get(id);
    }
    async getMessagesById(ids) {
      return { messages: ids.map((i) => this.get(i)).filter(Boolean) };
    }
  }
  class Wid {
    constructor(s) {
      s = s?._serialized ?? String(s);
      [this.user, this.server] = s.split('@');
      this._serialized = s;
    }
    isLid() {
      return this.server === 'lid';
    }
    isGroup() {
      return this.server === 'g.us';
    }
    isUser() {
      return this.server === 'c.us' || this.isLid();
    }
    isStatus() {
      return this._serialized === 'status@broadcast';
    }
    toString() {
      return this._serialized;
    }
    toJid() {
      return this._serialized;
    }
  }
  class MsgKey {
    constructor({ to, id, selfDir, fromMe, remote }) {
      this.fromMe = fromMe ?? selfDir === 'out';
      this.remote = remote ?? to;
      this.id = id;
      this._serialized = `${this.fromMe}_${this.remote._serialized}_${id}`;
    }
    static async newId() {
      return `3EB0${crypto.randomUUID().replaceAll('-', '').slice(0, 18).toUpperCase()}`;
    }
  }
  if (window.__SEALED__) Object.freeze(MsgKey);
  const wid = (s) => new Wid(s);
  const Msg = new Coll(),
    Chat = new Coll(),
    Contact = new Coll();
  const Socket = new Model({ state: 'OPENING', hasSynced: false });
  const Conn = new Model({ ref: null, pushname: 'Stub Shop', platform: 'android' });
  const Cmd = new Ev(),
    media = new Map(),
    phones = new Map();
  let me = me0 && wid(me0),
    ws,
    quiet = false;
  // What a page has not loaded yet of each chat: all but the newest.
  const earlier = new Map();
  const tx = (t, d = {}) => ws?.readyState === 1 && ws.send(JSON.stringify({ t, ...d }));
  const getChat = (id) =>
    Chat.get(id) ??
    Chat.add(
      new Model({
        id: wid(id),
        formattedTitle: `+${wid(id).user}`,
        unreadCount: 0,
        t: 0,
        mute: { expiration: 0 },
        msgs: new Coll(),
      }),
    );
  const keep = (chat, x) => {
    chat.t = Math.max(chat.t, x.t);
    if (quiet) {
      earlier.set(chat, [...(earlier.get(chat) ?? []), ...chat.msgs.getModelsArray()]);
      chat.msgs.m.clear();
    }
    chat.msgs.add(x);
    if (quiet) Msg.m.set(Msg.key(x.id), x);
    else Msg.add(x);
  };
  const newRef = () => tx('refresh');
  const online = async () => {
    Socket.set('state', 'CONNECTED');
    await new Promise((r) => setTimeout(r, window.__SYNC_MS__));
    if (!window.__RACE__) while (!Socket.has('change:hasSynced')) await new Promise((r) => setTimeout(r, 20));
    Cmd.emit('offline_progress_update_from_bridge');
    Socket.set('hasSynced', true);
  };
  const leave = async (why) => {
    localStorage.removeItem('stub:me');
    tx('loggedout', { why });
    Cmd.emit('logout');
    await new Promise((r) => setTimeout(r, 50));
    location.href = '/?post_logout=1';
  };
  const rx = {
    pair({ me: m }) {
      localStorage.setItem('stub:me', m);
      me = wid(m);
      Socket.set('state', 'PAIRING');
      void online();
    },
    unpaired({ ref }) {
      Conn.set('ref', ref);
      Socket.set('state', 'UNPAIRED');
    },
    ref({ ref }) {
      Conn.set('ref', ref);
    },
    ok() {
      void online();
    },
    missed({ all }) {
      quiet = true;
      for (const { t, m } of all) rx[t]({ m });
      quiet = false;
    },
    incoming({ m }) {
      const from = wid(m.from);
      if (m.name) Contact.get(from) ?? Contact.add(new Model({ id: from, pushname: m.name, name: m.name }));
      if (m.phone) phones.set(m.from, wid(`${m.phone}@c.us`));
      const chat = getChat(m.from);
      if (m.mediaB64) {
        media.set(m.id, m.mediaB64);
      }
      const x = new Model({
        id: new MsgKey({ fromMe: false, remote: from, id: m.id }),
        from,
        to: me,
        body: m.body ?? '',
        caption: m.caption,
        type: m.type ?? 'chat',
        t: m.ts ?? (Date.now() / 1000) | 0,
        ack: 1,
        isNewMsg: true,
        notifyName: m.name,
        ...(m.mediaB64
          ? {
              directPath: `/v/${m.id}`,
              mimetype: m.mimetype,
              filename: m.filename,
              size: atob(m.mediaB64).length,
              mediaKey: 'k',
              mediaData: { mediaStage: 'RESOLVED' },
            }
          : {}),
        ...m.extra,
      });
      chat.lastReceivedKey = x.id;
      keep(chat, x);
      chat.set('unreadCount', chat.unreadCount + 1);
    },
    // Written with the account elsewhere: on its phone.
    outgoing({ m }) {
      const to = wid(m.to);
      const chat = getChat(m.to);
      if (m.mediaB64) media.set(m.id, m.mediaB64);
      const x = new Model({
        id: new MsgKey({ fromMe: true, remote: to, id: m.id }),
        from: me,
        to,
        body: m.body ?? '',
        type: m.type ?? 'chat',
        t: m.ts ?? (Date.now() / 1000) | 0,
        ack: 1,
        isNewMsg: true,
        ...(m.mediaB64
          ? {
              directPath: `/v/${m.id}`,
              mimetype: m.mimetype,
              filename: m.filename,
              size: atob(m.mediaB64).length,
              mediaKey: 'k',
              mediaData: { mediaStage: 'RESOLVED' },
            }
          : {}),
        ...m.extra,
      });
      keep(chat, x);
      chat.set('unreadCount', 0);
    },
    ack({ id, ack }) {
      Msg.getModelsArray()
        .find((m) => m.id.id === id)
        ?.set('ack', ack);
    },
    state({ state }) {
      Socket.set('state', state);
    },
    // Every change of the sync makes the library say again that it is ready.
    synced() {
      Socket.set('hasSynced', false);
      Socket.set('hasSynced', true);
    },
    reload() {
      location.reload();
    },
    logout() {
      void leave('phone');
    },
  };
  const OpaqueData = Object.assign(
    class {
      constructor(b, m) {
        this.b = b;
        this.m = m;
      }
      url() {
        return URL.createObjectURL(this.b);
      }
      autorelease() {}
      formData() {
        return this.b;
      }
    },
    { createFromData: async (b, m) => new OpaqueData(b, m) },
  );
  const b64 = async (blob) => btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
  const none = () => false;
  const modules = {
    WAWebSocketModel: { Socket },
    WAWebConnModel: { Conn },
    WAWebCmd: { Cmd },
    WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
    WABase64: { encodeB64: (u8) => btoa(String.fromCharCode(...u8)) },
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
    WAWebAdvSignatureApi: {},
    WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: new Uint8Array(32) } }) } },
    WAWebSignalStoreApi: {
      waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: new Uint8Array(32) } }) },
    },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => btoa('adv') },
    WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me, getMaybeMeLidUser: () => null },
    WAWebAltDeviceLinkingApi: {
      setPairingType() {},
      async initializeAltDeviceLinking() {},
      async initializeQRLinking() {},
      async startAltLinkingFlow(p) {
        tx('code', { phone: p, code: 'ABCD1234' });
        return 'ABCD1234';
      },
    },
    WAWebMiscBrowserUtils: { info: () => ({ os: 'stub', name: 'Chrome' }) },
    WAWebSyncGatingUtils: {},
    WAWebCallCollection: {},
    WAWebCollections: { Msg, Chat, Contact, Blocklist: new Coll() },
    WAWebWidFactory: { createWid: wid, createWidFromWidLike: wid, asUserWidOrThrow: wid },
    WAWebChatLoadMessages: {
      // Two at a time, the newest first, as the site loads them in pages.
      async loadEarlierMsgs({ chat }) {
        const loaded = (earlier.get(chat) ?? []).splice(-2);
        const later = [...chat.msgs.m];
        chat.msgs.m.clear();
        for (const x of loaded) chat.msgs.m.set(chat.msgs.key(x.id), x);
        for (const [key, x] of later) chat.msgs.m.set(key, x);
        return loaded;
      },
    },
    WAWebFindChatAction: { findOrCreateLatestChat: async (w) => ({ chat: getChat(w._serialized) }) },
    WAWebChatGetters: { getIsNewsletter: none, getIsBroadcast: none },
    WALinkify: {
      findLinks: (s) => [...String(s ?? '').matchAll(/https?:\/\/\S+/g)].map(([href]) => ({ href })),
      findLink: (s) => modules.WALinkify.findLinks(s)[0] ?? null,
    },
    WAWebLinkPreviewChatAction: { getLinkPreview: async () => null },
    WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
    WAWebUpdateUnreadChatAction: {
      sendSeen: async ({ chat }) => {
        chat.set('unreadCount', 0);
        tx('seen', { to: chat.id._serialized });
      },
    },
    WAWebChatStateBridge: Object.fromEntries(
      ['Composing', 'Recording', 'Paused'].map((s) => [
        `sendChatState${s}`,
        async (w) => tx('chatstate', { to: w._serialized, state: s.toLowerCase() }),
      ]),
    ),
    WAWebMsgKey: MsgKey,
    WAWebMsgReply: { canReplyMsg: () => true },
    WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
    WAWebSendMsgChatAction: {
      addAndSendMsgToChat(chat, data) {
        // A file's data has methods of its own, which would take the place of the model's.
        const x = new Model(
          Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value !== 'function')),
        );
        chat.msgs.add(x);
        Msg.add(x);
        tx('sent', {
          m: {
            id: x.id.id,
            to: chat.id._serialized,
            type: x.type,
            body: x.body,
            caption: x.caption,
            mimetype: x.mimetype,
            filename: x.filename,
            mediaB64: x.stubB64,
            quoted: x.quotedStanzaID,
            poll: x.pollOptions && { name: x.pollName, options: x.pollOptions.map((o) => o.name) },
            buttons: x.dynamicReplyButtons,
            list: x.list,
            loc: x.loc,
            lat: x.lat,
            lng: x.lng,
          },
        });
        return [Promise.resolve(x), Promise.resolve({ messageSendResult: 'OK' })];
      },
    },
    WAWebDownloadManager: {
      downloadManager: {
        downloadAndMaybeDecrypt: async ({ directPath }) =>
          Uint8Array.from(atob(media.get(directPath.slice(3))), (c) => c.charCodeAt(0)).buffer,
      },
    },
    WAWebMediaOpaqueData: OpaqueData,
    WAWebPrepRawMedia: {
      prepRawMedia: (o, p) => ({
        waitForPrep: async () => {
          const s = await b64(o.b),
            d = {
              type: p.asDocument ? 'document' : p.isPtt ? 'ptt' : o.m.split('/')[0].replace('application', 'document'),
              mimetype: o.m,
              filename: o.b.name,
              filehash: `h${s.length}`,
              mediaBlob: o,
              stubB64: s,
              set(v) {
                Object.assign(d, v);
              },
              toJSON: () => ({
                type: d.type,
                mimetype: d.mimetype,
                filename: d.filename,
                directPath: d.directPath,
                size: d.size,
                stubB64: s,
              }),
            };
          return d;
        },
      }),
    },
    WAWebMediaStorage: {
      getOrCreateMediaObject: (h) => ({ filehash: h, type: 'x', size: 1, contentInfo: {}, consolidate() {} }),
    },
    WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (t) => t },
    WAWebMediaDataUtils: { shouldUseMediaCache: none },
    WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put() {} } },
    WAWebMediaMmsV4Upload: {
      uploadMedia: async () => ({
        mediaEntry: { mmsUrl: 'https://stub', directPath: '/v/out', mediaKey: 'k', encFilehash: 'e', uploadHash: 'u' },
      }),
    },
    WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: async () => {} } },
    WAWebApiContact: {
      getAlternateUserWid: () => null,
      getPhoneNumber: (w) => phones.get(w._serialized) ?? null,
      getCurrentLid: () => null,
    },
    WAWebContactGetters: Object.fromEntries(
      [
        'IsMe',
        'IsUser',
        'IsGroup',
        'IsWAContact',
        'Userid',
        'VerifiedName',
        'VerifiedLevel',
        'StatusMute',
        'Name',
        'ShortName',
        'Pushname',
        'IsEnterprise',
      ].map((n) => [`get${n}`, (c) => c[n[0].toLowerCase() + n.slice(1)]]),
    ),
    WAWebFrontendContactGetters: { getIsMyContact: none },
    WAWebQueryExistsJob: { queryWidExists: async (w) => (w.user.startsWith('000') ? null : { wid: w }) },
  };
  Contact.find = async (w) => Contact.get(w) ?? Contact.add(new Model({ id: wid(w), pushname: undefined }));
  Object.assign(Model.prototype, {
    unsafe() {
      return this;
    },
    msgContextInfo() {
      return { quotedStanzaID: this.id.id, quotedMsg: { body: this.body, type: this.type } };
    },
  });
  Socket.logout = async () => leave('client');
  Socket.takeover = () => Socket.set('state', 'CONNECTED');
  Cmd.refreshQR = newRef;
  window.require = (n) => {
    if (!(n in modules) || (window.__BROKEN__ && n === 'WAWebConnModel')) {
      throw new Error(`stub: no module ${n}`);
    }
    return modules[n];
  };
  window.Debug = { VERSION: '2.3000.0-stub' };
  const dial = () => {
    ws = new WebSocket(WS);
    ws.onopen = () => tx('hello', { me: me?._serialized ?? null });
    ws.onmessage = (e) => {
      const d = JSON.parse(e.data);
      rx[d.t]?.(d);
    };
    ws.onclose = () => {
      if (Socket.state === 'CONNECTED') Socket.set('state', 'TIMEOUT');
      setTimeout(dial, 500);
    };
  };
  dial();
})();

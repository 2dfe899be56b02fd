/** How calls that come at the same time are carried out together. */
export interface BatchOptions<Item, Result> {
  /** Calls of one group may share a batch. */
  readonly groupOf: (item: Item) => string;
  /** Of the calls with one key, a batch holds one; the others come later. */
  readonly keyOf?: (item: Item) => string;
  /** Answers each item, in their order; undefined for one that is to be carried out alone. */
  readonly run: (items: readonly Item[]) => Promise<readonly (Result | undefined)[]>;
  readonly runAlone: (item: Item) => Promise<Result>;
  /** Whether an error may be the fault of one item, the others being innocent of it and nothing being done yet. */
  readonly isOfOneItem: (error: unknown) => boolean;
}

interface Call<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result | PromiseLike<Result>) => void;
  readonly reject: (error: unknown) => void;
}

/** More would make the first one wait for the last. */
const MOST = 64;
/** From here on two statements cost less time than one: below, what every statement costs counts for more. */
const WORTH_SHARING = 8;
/** While one batch is being made durable, the next one is worked on. */
const AT_ONCE = 2;

/**
 * Carries calls out in batches. A call that comes while nothing is under way goes out by itself, at once; those that
 * come while the server is busy go out together. Nobody waits for company, and nobody fails for another.
 */
export function createMicroBatch<Item, Result>(options: BatchOptions<Item, Result>): (item: Item) => Promise<Result> {
  const { groupOf, keyOf, run, runAlone, isOfOneItem } = options;
  let waiting: Call<Item, Result>[] = [];
  let underWay = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    // Once all that arrived together has been asked for.
    queueMicrotask(() => {
      scheduled = false;
      while (waiting.length > 0 && underWay < AT_ONCE) void start(takeBatch());
    });
  }

  async function start(batch: readonly Call<Item, Result>[]): Promise<void> {
    underWay += 1;
    try {
      await carryOut(batch);
    } finally {
      underWay -= 1;
      schedule();
    }
  }

  /** The call that has waited longest, and those that may go with it. */
  function takeBatch(): Call<Item, Result>[] {
    const batch: Call<Item, Result>[] = [];
    const later: Call<Item, Result>[] = [];
    const keys = new Set<string>();
    const group = waiting[0] && groupOf(waiting[0].item);
    // Many are shared between those that may start now: two batches at a time are sooner done than one twice as large.
    const most =
      waiting.length < WORTH_SHARING ? MOST : Math.min(MOST, Math.ceil(waiting.length / (AT_ONCE - underWay)));
    for (const call of waiting) {
      const key = keyOf?.(call.item);
      const fits = batch.length < most && groupOf(call.item) === group && (key === undefined || !keys.has(key));
      (fits ? batch : later).push(call);
      if (key !== undefined) keys.add(key);
    }
    waiting = later;
    return batch;
  }

  async function carryOut(batch: readonly Call<Item, Result>[]): Promise<void> {
    const [first] = batch;
    if (first && batch.length === 1) return alone(first);
    try {
      const results = await run(batch.map(({ item }) => item));
      await Promise.all(batch.map((call, index) => settle(call, results[index])));
    } catch (error) {
      if (!isOfOneItem(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // In halves, until whoever it was is alone.
      const middle = Math.ceil(batch.length / 2);
      await Promise.all([carryOut(batch.slice(0, middle)), carryOut(batch.slice(middle))]);
    }
  }

  async function settle(call: Call<Item, Result>, result: Result | undefined): Promise<void> {
    if (result === undefined) return alone(call);
    call.resolve(result);
  }

  async function alone({ item, resolve, reject }: Call<Item, Result>): Promise<void> {
    await runAlone(item).then(resolve, reject);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}

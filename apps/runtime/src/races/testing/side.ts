/** One of the two processes. */
export type Side = 'a' | 'b';

export type PerSide<Each> = Readonly<Record<Side, Each>>;

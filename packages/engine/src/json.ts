/** Any JSON value: state, events and effects of the engine consist of nothing else. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

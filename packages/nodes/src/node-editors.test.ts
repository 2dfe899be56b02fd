import { describe, expect, it } from 'vitest';
import { nodeDefinitions } from './node-definitions.ts';
import { nodeEditors } from './node-editors.ts';

describe.each(Object.values(nodeDefinitions))('$type', ({ type, icon }) => {
  it('has an editor, with the icon that its definition names', () => {
    expect(nodeEditors[type]?.type).toBe(type);
    expect(`Icon${nodeEditors[type]?.icon.displayName}`).toBe(icon);
  });
});

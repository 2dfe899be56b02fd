/** How people read a node's id: `preferred-date` is "Preferred date". */
export function labelOfNode(nodeId: string): string {
  const words = nodeId.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A free id for a new node: the wish itself, or with the first number that nobody has. */
export function freeNodeId(wish: string, taken: ReadonlySet<string>): string {
  const slug =
    wish
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+/, '')
      .slice(0, 58)
      .replace(/-+$/, '') || 'node';
  if (!taken.has(slug)) return slug;
  let number = 2;
  while (taken.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}

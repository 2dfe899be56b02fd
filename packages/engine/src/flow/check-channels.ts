import type { FlowGraph } from './flow-graph.ts';
import type { ChannelLimits, Problem } from './problem.ts';
import { parseTemplate } from './template.ts';

/** Checks what nodes say against what the channels of a flow can show. All of it still works, so nothing is an error. */
export function checkChannels(graph: FlowGraph, channels: readonly ChannelLimits[]): Problem[] {
  return [...graph.nodes.values()].flatMap(({ node, parsed }) => {
    if (!parsed) return [];
    const length = Math.max(0, ...parsed.templates.map(ownLength));
    const options = parsed.optionLabels.length;
    return channels.flatMap((channel) => checkChannel(node.id, length, options, channel));
  });
}

function checkChannel(nodeId: string, length: number, options: number, channel: ChannelLimits): Problem[] {
  const problems: Problem[] = [];
  if (length > channel.textLength) {
    const message = `Shorten “${nodeId}” to ${channel.textLength} characters: ${channel.name} sends longer texts in parts.`;
    problems.push({ severity: 'warning', code: 'text_too_long', message, nodeId });
  }
  if (channel.buttons > 0 && options > channel.buttons) {
    const message = `Offer at most ${channel.buttons} options in “${nodeId}”: ${channel.name} lists more of them by number, without buttons.`;
    problems.push({ severity: 'warning', code: 'too_many_options', message, nodeId });
  }
  return problems;
}

/** The characters that a template has before any answer is filled in. */
function ownLength(template: string): number {
  let length = 0;
  for (const part of parseTemplate(template)) length += 'text' in part ? part.text.length : 0;
  return length;
}

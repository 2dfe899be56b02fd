import { z } from 'zod';
import { toJsonObject } from '../json.ts';
import type { FlowNode } from './document.ts';
import type { NodeDefinition, NodeProblem, ParsedNode, SealedNodeDefinition } from './node-definition.ts';

type Parsed = ReturnType<SealedNodeDefinition['parse']>;

/** Seals a definition's data type behind its schema, so that registries hold every node type alike. */
export function defineNode<Data extends object>(definition: NodeDefinition<Data>): SealedNodeDefinition {
  const cache = new WeakMap<object, Parsed>();

  function parse(data: unknown): Parsed {
    const result = z.safeParse(definition.schema, data);
    if (!result.success) return { ok: false, problems: result.error.issues.map(problemOfIssue) };
    return { ok: true, node: describeNode(definition, result.data) };
  }

  return {
    type: definition.type,
    group: definition.group,
    title: definition.title,
    description: definition.description,
    icon: definition.icon,
    entry: definition.entry ?? false,
    final: definition.final ?? false,
    preHandoffForm: definition.preHandoffForm ?? false,
    waits: definition.waits ?? false,
    initial: () => toJsonObject(definition.initial()),
    parse(data) {
      if (typeof data !== 'object' || data === null) return parse(data);
      const known = cache.get(data);
      if (known) return known;
      const parsed = parse(data);
      cache.set(data, parsed);
      return parsed;
    },
  };
}

function describeNode<Data extends object>(definition: NodeDefinition<Data>, data: Data): ParsedNode {
  return {
    data: toJsonObject(data) satisfies FlowNode['data'],
    exits: definition.exits(data),
    answer: definition.answer(data),
    templates: definition.templates(data),
    preview: definition.preview(data),
    problems: definition.problems(data),
    optionLabels: definition.optionLabels?.(data) ?? [],
    teams: definition.teams?.(data) ?? [],
    files: definition.files?.(data) ?? [],
    mapTemplates: (map) => toJsonObject(definition.mapTemplates(data, map)),
  };
}

function problemOfIssue(issue: z.core.$ZodIssue): NodeProblem {
  return { severity: 'error', message: issue.message, path: issue.path.map(String).join('.') };
}

/** The flow, hidden from everybody, that answers where a channel has none: one in a workspace, made when it is needed. */
export const noFlowId = 'no-flow';

/** SQL for the id of the flow that answers on the channel `ch`; null on a bot of the operators' own. */
export const flowOfChannel = `CASE WHEN ch."staffOnly" THEN NULL ELSE COALESCE(ch."flowId", '${noFlowId}') END`;

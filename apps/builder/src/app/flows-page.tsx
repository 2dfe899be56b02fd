import { FlowList } from '../features/flow-list/flow-list.tsx';

/** `/builder`: every flow of the workspace. */
export function FlowsPage() {
  return <FlowList />;
}

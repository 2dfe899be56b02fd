-- CreateIndex
CREATE INDEX "HandoffRequest_workspaceId_requestedAt_conversationId_numbe_idx" ON "HandoffRequest"("workspaceId", "requestedAt" DESC, "conversationId" DESC, "number" DESC);


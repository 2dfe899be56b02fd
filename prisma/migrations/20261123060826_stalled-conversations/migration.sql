-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN     "stalled" BOOLEAN NOT NULL DEFAULT false;


-- A view of the inbox, in the order it is shown; most conversations are not in it.
CREATE INDEX "Conversation_stalled" ON "Conversation"("workspaceId", "lastAt" DESC, "id" DESC) WHERE "stalled";

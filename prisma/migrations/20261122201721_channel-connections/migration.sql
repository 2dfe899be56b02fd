-- AlterTable
ALTER TABLE "OutboxRow" ADD COLUMN     "partsSent" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ChannelConnection" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "secrets" TEXT,
    "account" JSONB,
    "accountId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "ownerId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'connecting',
    "error" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChannelConnection_pkey" PRIMARY KEY ("workspaceId","channelId")
);

-- CreateIndex
CREATE INDEX "ChannelConnection_accountId_idx" ON "ChannelConnection"("accountId");

-- AddForeignKey
ALTER TABLE "ChannelConnection" ADD CONSTRAINT "ChannelConnection_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "Channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;


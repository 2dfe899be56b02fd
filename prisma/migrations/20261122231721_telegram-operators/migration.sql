-- AlterTable
ALTER TABLE "Channel" ADD COLUMN     "staffOnly" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "OperatorBot" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "groupId" TEXT,
    "groupTitle" TEXT,
    "groupMode" TEXT,
    "groupProblem" TEXT,

    CONSTRAINT "OperatorBot_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "TelegramOperator" (
    "workspaceId" TEXT NOT NULL,
    "telegramId" TEXT NOT NULL,
    "botId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "username" TEXT,
    "userId" TEXT,
    "blockedAt" TIMESTAMPTZ(3),
    "problem" TEXT,
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TelegramOperator_pkey" PRIMARY KEY ("workspaceId","telegramId")
);

-- CreateTable
CREATE TABLE "OperatorLink" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT,
    "createdById" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "usedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OperatorLink_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "OperatorPost" (
    "workspaceId" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "place" BIGSERIAL NOT NULL,
    "conversationId" TEXT,
    "chatId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "inTopic" BOOLEAN NOT NULL DEFAULT false,
    "content" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER,
    "providerId" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedBy" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OperatorPost_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "OperatorTask" (
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "alerts" JSONB NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OperatorTask_pkey" PRIMARY KEY ("workspaceId","conversationId")
);

-- CreateTable
CREATE TABLE "OperatorConversation" (
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "seat" TEXT,
    "holder" TEXT,

    CONSTRAINT "OperatorConversation_pkey" PRIMARY KEY ("workspaceId","conversationId")
);

-- CreateIndex
CREATE UNIQUE INDEX "OperatorBot_workspaceId_channelId_key" ON "OperatorBot"("workspaceId", "channelId");

-- CreateIndex
CREATE INDEX "TelegramOperator_workspaceId_userId_idx" ON "TelegramOperator"("workspaceId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "OperatorLink_tokenHash_key" ON "OperatorLink"("tokenHash");

-- CreateIndex
CREATE INDEX "OperatorPost_workspaceId_chatId_providerId_idx" ON "OperatorPost"("workspaceId", "chatId", "providerId");

-- CreateIndex
CREATE INDEX "OperatorPost_workspaceId_conversationId_idx" ON "OperatorPost"("workspaceId", "conversationId");

-- CreateIndex
CREATE UNIQUE INDEX "OperatorPost_workspaceId_chatId_key_key" ON "OperatorPost"("workspaceId", "chatId", "key");

-- CreateIndex
CREATE INDEX "OperatorTask_dueAt_idx" ON "OperatorTask"("dueAt");

-- AddForeignKey
ALTER TABLE "OperatorBot" ADD CONSTRAINT "OperatorBot_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "Channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TelegramOperator" ADD CONSTRAINT "TelegramOperator_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TelegramOperator" ADD CONSTRAINT "TelegramOperator_workspaceId_userId_fkey" FOREIGN KEY ("workspaceId", "userId") REFERENCES "Member"("workspaceId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OperatorLink" ADD CONSTRAINT "OperatorLink_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OperatorPost" ADD CONSTRAINT "OperatorPost_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OperatorPost" ADD CONSTRAINT "OperatorPost_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OperatorConversation" ADD CONSTRAINT "OperatorConversation_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What is on its way to operators, in the order of each chat: the claim looks for the head of every queue.
CREATE INDEX "OperatorPost_on_its_way" ON "OperatorPost"("workspaceId", "chatId", "place") WHERE "status" IN ('pending', 'claimed');
CREATE INDEX "OperatorPost_due" ON "OperatorPost"("dueAt", "place") WHERE "status" = 'pending';

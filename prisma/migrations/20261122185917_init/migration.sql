-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "canHandoff" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("workspaceId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "invitedById" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Flow" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "publishedVersionId" TEXT,
    "publishedRevision" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Flow_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "FlowVersion" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "flowId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "publishedById" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FlowVersion_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Channel" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "flowId" TEXT,
    "settings" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Channel_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "flowVersionId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" JSONB NOT NULL,
    "mode" TEXT NOT NULL,
    "phase" TEXT,
    "ownerId" TEXT,
    "submissionStatus" TEXT,
    "needsReview" BOOLEAN NOT NULL DEFAULT false,
    "waitingSince" TIMESTAMPTZ(3),
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "lastText" TEXT,
    "lastAuthor" JSONB,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Message" (
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "author" JSONB NOT NULL,
    "content" JSONB NOT NULL,
    "epoch" INTEGER NOT NULL,
    "delivery" TEXT,
    "clientId" TEXT,
    "providerId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("workspaceId","conversationId","seq")
);

-- CreateTable
CREATE TABLE "InboundEvent" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InboundEvent_pkey" PRIMARY KEY ("workspaceId","channelId","key")
);

-- CreateTable
CREATE TABLE "CommandResult" (
    "workspaceId" TEXT NOT NULL,
    "commandId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CommandResult_pkey" PRIMARY KEY ("workspaceId","commandId")
);

-- CreateTable
CREATE TABLE "OutboxRow" (
    "workspaceId" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "conversationId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "channelId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedBy" TEXT,
    "claimedAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutboxRow_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Timer" (
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Timer_pkey" PRIMARY KEY ("workspaceId","conversationId","kind")
);

-- CreateTable
CREATE TABLE "Submission" (
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "answers" JSONB NOT NULL,
    "decidedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("workspaceId","conversationId","number")
);

-- CreateTable
CREATE TABLE "HandoffRequest" (
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "trigger" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "nodeId" TEXT,
    "operatorId" TEXT,
    "operatorName" TEXT,
    "formAnswers" JSONB NOT NULL DEFAULT '[]',
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "ringingAt" TIMESTAMPTZ(3),
    "acceptedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "HandoffRequest_pkey" PRIMARY KEY ("workspaceId","conversationId","number")
);

-- CreateTable
CREATE TABLE "ReadMark" (
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "ReadMark_pkey" PRIMARY KEY ("workspaceId","conversationId","userId")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "workspaceId" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT,
    "actorName" TEXT,
    "action" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "conversationId" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "RuntimeInstance" (
    "id" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RuntimeInstance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "FlowVersion_workspaceId_flowId_number_key" ON "FlowVersion"("workspaceId", "flowId", "number");

-- CreateIndex
CREATE INDEX "Channel_id_idx" ON "Channel"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Contact_workspaceId_channelId_address_key" ON "Contact"("workspaceId", "channelId", "address");

-- CreateIndex
CREATE INDEX "Conversation_workspaceId_archived_lastAt_id_idx" ON "Conversation"("workspaceId", "archived", "lastAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Conversation_workspaceId_contactId_createdAt_idx" ON "Conversation"("workspaceId", "contactId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Conversation_workspaceId_ownerId_idx" ON "Conversation"("workspaceId", "ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "OutboxRow_workspaceId_conversationId_seq_key" ON "OutboxRow"("workspaceId", "conversationId", "seq");

-- CreateIndex
CREATE INDEX "Timer_dueAt_idx" ON "Timer"("dueAt");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flow" ADD CONSTRAINT "Flow_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlowVersion" ADD CONSTRAINT "FlowVersion_workspaceId_flowId_fkey" FOREIGN KEY ("workspaceId", "flowId") REFERENCES "Flow"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Channel" ADD CONSTRAINT "Channel_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Channel" ADD CONSTRAINT "Channel_workspaceId_flowId_fkey" FOREIGN KEY ("workspaceId", "flowId") REFERENCES "Flow"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "Channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "Channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "Contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_workspaceId_flowVersionId_fkey" FOREIGN KEY ("workspaceId", "flowVersionId") REFERENCES "FlowVersion"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboundEvent" ADD CONSTRAINT "InboundEvent_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId") REFERENCES "Channel"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommandResult" ADD CONSTRAINT "CommandResult_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboxRow" ADD CONSTRAINT "OutboxRow_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Timer" ADD CONSTRAINT "Timer_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoffRequest" ADD CONSTRAINT "HandoffRequest_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadMark" ADD CONSTRAINT "ReadMark_workspaceId_conversationId_fkey" FOREIGN KEY ("workspaceId", "conversationId") REFERENCES "Conversation"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

-- A contact has at most one conversation per channel that has not ended; two first messages at once make one.
CREATE UNIQUE INDEX "Conversation_one_open_per_contact" ON "Conversation"("workspaceId", "channelId", "contactId") WHERE "mode" <> 'ended';

-- A conversation has at most one request that waits for, or has, a person.
CREATE UNIQUE INDEX "HandoffRequest_one_open" ON "HandoffRequest"("workspaceId", "conversationId") WHERE "state" IN ('pending', 'active');

-- What is on its way, in the order of each address: the claim looks for the head of every queue.
CREATE INDEX "OutboxRow_on_its_way" ON "OutboxRow"("workspaceId", "channelId", "address", "id") WHERE "status" IN ('pending', 'claimed');
CREATE INDEX "OutboxRow_due" ON "OutboxRow"("dueAt", "id") WHERE "status" = 'pending';
CREATE INDEX "OutboxRow_claimed" ON "OutboxRow"("claimedBy") WHERE "status" = 'claimed';

-- The views of the inbox, in the order they are shown.
CREATE INDEX "Conversation_open" ON "Conversation"("workspaceId", "lastAt" DESC, "id" DESC) WHERE "mode" IN ('bot', 'pending', 'human') AND NOT "archived";
CREATE INDEX "Conversation_closed" ON "Conversation"("workspaceId", "lastAt" DESC, "id" DESC) WHERE "mode" IN ('resolved', 'ended');
CREATE INDEX "Conversation_needs_review" ON "Conversation"("workspaceId", "lastAt" DESC, "id" DESC) WHERE "needsReview";
CREATE INDEX "Conversation_waiting" ON "Conversation"("workspaceId", "waitingSince", "id") WHERE "waitingSince" IS NOT NULL;
CREATE INDEX "Conversation_running" ON "Conversation"("workspaceId", "flowVersionId") WHERE "mode" <> 'ended';

ALTER TABLE "Member" ADD CONSTRAINT "Member_role" CHECK ("role" IN ('owner', 'admin', 'agent'));
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_role" CHECK ("role" IN ('admin', 'agent'));
ALTER TABLE "Flow" ADD CONSTRAINT "Flow_revision" CHECK ("revision" > 0);
ALTER TABLE "FlowVersion" ADD CONSTRAINT "FlowVersion_number" CHECK ("number" > 0);

ALTER TABLE "Conversation"
  ADD CONSTRAINT "Conversation_version" CHECK ("version" > 0),
  ADD CONSTRAINT "Conversation_last_seq" CHECK ("lastSeq" >= 0),
  ADD CONSTRAINT "Conversation_mode" CHECK ("mode" IN ('bot', 'pending', 'human', 'resolved', 'ended')),
  ADD CONSTRAINT "Conversation_phase" CHECK (("mode" = 'pending') = ("phase" IS NOT NULL) AND ("phase" IS NULL OR "phase" IN ('form', 'ringing', 'queued', 'lead'))),
  ADD CONSTRAINT "Conversation_owner" CHECK (("mode" = 'human') = ("ownerId" IS NOT NULL)),
  ADD CONSTRAINT "Conversation_waiting_since" CHECK ("waitingSince" IS NULL OR "mode" IN ('pending', 'human')),
  ADD CONSTRAINT "Conversation_submission_status" CHECK ("submissionStatus" IN ('in_progress', 'needs_review', 'approved', 'declined', 'completed', 'cancelled'));

ALTER TABLE "Message"
  ADD CONSTRAINT "Message_seq" CHECK ("seq" > 0),
  ADD CONSTRAINT "Message_epoch" CHECK ("epoch" >= 0),
  ADD CONSTRAINT "Message_delivery" CHECK ("delivery" IN ('queued', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'discarded'));

ALTER TABLE "OutboxRow"
  ADD CONSTRAINT "OutboxRow_kind" CHECK ("kind" IN ('flow', 'system', 'reply')),
  ADD CONSTRAINT "OutboxRow_status" CHECK ("status" IN ('pending', 'claimed', 'sent', 'failed', 'uncertain', 'discarded')),
  ADD CONSTRAINT "OutboxRow_claim" CHECK ("status" <> 'claimed' OR ("claimedBy" IS NOT NULL AND "claimedAt" IS NOT NULL)),
  ADD CONSTRAINT "OutboxRow_attempts" CHECK ("attempts" >= 0);

ALTER TABLE "Submission"
  ADD CONSTRAINT "Submission_number" CHECK ("number" > 0),
  ADD CONSTRAINT "Submission_origin" CHECK ("origin" IN ('run', 'lead')),
  ADD CONSTRAINT "Submission_status" CHECK ("status" IN ('in_progress', 'needs_review', 'approved', 'declined', 'completed', 'cancelled'));

ALTER TABLE "HandoffRequest"
  ADD CONSTRAINT "HandoffRequest_number" CHECK ("number" > 0),
  ADD CONSTRAINT "HandoffRequest_state" CHECK ("state" IN ('pending', 'active', 'resolved', 'expired', 'cancelled', 'rejected'));

ALTER TABLE "ReadMark" ADD CONSTRAINT "ReadMark_seq" CHECK ("seq" >= 0);

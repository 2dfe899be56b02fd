-- AlterTable
ALTER TABLE "Conversation" ADD COLUMN     "askedId" TEXT,
ADD COLUMN     "teamId" TEXT;

-- AlterTable
ALTER TABLE "HandoffRequest" ADD COLUMN     "teamId" TEXT,
ADD COLUMN     "teamName" TEXT;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "handoffEnabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "handoffRoles" TEXT[] DEFAULT ARRAY['owner', 'admin', 'agent']::TEXT[],
ADD COLUMN     "routing" TEXT NOT NULL DEFAULT 'claim';

-- CreateTable
CREATE TABLE "Operator" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "availability" TEXT NOT NULL DEFAULT 'available',
    "capacity" INTEGER,
    "assignments" INTEGER NOT NULL DEFAULT 0,
    "assignedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Operator_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Team" (
    "workspaceId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "routing" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "TeamMember" (
    "workspaceId" TEXT NOT NULL,
    "teamId" TEXT NOT NULL,
    "operatorId" TEXT NOT NULL,

    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("workspaceId","teamId","operatorId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Team_workspaceId_name_key" ON "Team"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "TeamMember_workspaceId_operatorId_idx" ON "TeamMember"("workspaceId", "operatorId");

-- AddForeignKey
ALTER TABLE "Operator" ADD CONSTRAINT "Operator_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_workspaceId_teamId_fkey" FOREIGN KEY ("workspaceId", "teamId") REFERENCES "Team"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_workspaceId_operatorId_fkey" FOREIGN KEY ("workspaceId", "operatorId") REFERENCES "Operator"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- How many places of an operator are taken by conversations that ask them: few rows at a time.
CREATE INDEX "Conversation_asked" ON "Conversation"("workspaceId", "askedId") WHERE "askedId" IS NOT NULL;

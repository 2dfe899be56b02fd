-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "ai" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "AiUsage" (
    "workspaceId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "questions" INTEGER NOT NULL,

    CONSTRAINT "AiUsage_pkey" PRIMARY KEY ("workspaceId","day")
);

-- AddForeignKey
ALTER TABLE "AiUsage" ADD CONSTRAINT "AiUsage_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


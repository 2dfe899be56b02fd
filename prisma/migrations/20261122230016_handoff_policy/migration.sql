-- AlterTable
ALTER TABLE "Team" ADD COLUMN     "handoff" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "handoff" JSONB NOT NULL DEFAULT '{}';


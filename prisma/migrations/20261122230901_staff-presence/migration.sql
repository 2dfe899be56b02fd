-- CreateTable
CREATE TABLE "StaffPresence" (
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "instanceId" TEXT NOT NULL,
    "canHandoff" BOOLEAN NOT NULL,

    CONSTRAINT "StaffPresence_pkey" PRIMARY KEY ("workspaceId","userId","instanceId")
);

-- AddForeignKey
ALTER TABLE "StaffPresence" ADD CONSTRAINT "StaffPresence_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


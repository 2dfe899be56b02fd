-- CreateTable
CREATE TABLE "MailSetting" (
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cadence" TEXT NOT NULL,
    "toldUntil" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "MailSetting_pkey" PRIMARY KEY ("workspaceId","userId","kind")
);

-- AddForeignKey
ALTER TABLE "MailSetting" ADD CONSTRAINT "MailSetting_workspaceId_userId_fkey" FOREIGN KEY ("workspaceId", "userId") REFERENCES "Member"("workspaceId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;


-- What letters to staff are about, by when it happened.
CREATE INDEX "HandoffRequest_closed" ON "HandoffRequest" ("workspaceId", "closedAt") WHERE "closedAt" IS NOT NULL;
CREATE INDEX "Submission_for_review" ON "Submission" ("workspaceId", "updatedAt") WHERE status = 'needs_review';

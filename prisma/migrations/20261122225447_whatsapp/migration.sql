-- AlterTable
ALTER TABLE "ChannelConnection" ADD COLUMN     "way" TEXT;

-- So far there was one way to connect an account.
UPDATE "ChannelConnection" SET "way" = 'bot' WHERE secrets IS NOT NULL;

-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "writableUntil" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ContactAlias" (
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,

    CONSTRAINT "ContactAlias_pkey" PRIMARY KEY ("workspaceId","channelId","alias")
);

-- CreateIndex
CREATE INDEX "ContactAlias_workspaceId_contactId_idx" ON "ContactAlias"("workspaceId", "contactId");

-- CreateIndex
CREATE INDEX "Message_provider_id" ON "Message"("workspaceId", "providerId") WHERE "providerId" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "ContactAlias" ADD CONSTRAINT "ContactAlias_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId") REFERENCES "Contact"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;


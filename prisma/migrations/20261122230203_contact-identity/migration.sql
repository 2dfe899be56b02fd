-- AlterTable
ALTER TABLE "Channel" ADD COLUMN     "identityVersion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "verifiedId" TEXT;


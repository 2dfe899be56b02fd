-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "unreachable" TEXT;


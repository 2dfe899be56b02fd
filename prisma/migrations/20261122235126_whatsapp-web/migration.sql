-- AlterTable
ALTER TABLE "ChannelConnection" ADD COLUMN     "keeperSends" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "pairing" JSONB;


-- CreateTable
CREATE TABLE "limit_counts" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "limit_counts_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "CommandResult_at_idx" ON "CommandResult" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "InboundEvent_at_idx" ON "InboundEvent" USING BRIN ("at");


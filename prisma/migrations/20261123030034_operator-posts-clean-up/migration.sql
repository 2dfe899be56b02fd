-- CreateIndex
CREATE INDEX "OperatorPost_createdAt_idx" ON "OperatorPost" USING BRIN ("createdAt");


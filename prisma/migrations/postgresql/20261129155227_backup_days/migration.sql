-- CreateTable
CREATE TABLE "BackupDay" (
    "dueOn" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "nextAt" TIMESTAMP(3) NOT NULL,
    "madeAt" TIMESTAMP(3),
    "file" TEXT,
    "bytes" BIGINT,
    "rows" JSONB,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "BackupDay_pkey" PRIMARY KEY ("dueOn")
);

-- CreateIndex
CREATE INDEX "BackupDay_madeAt_idx" ON "BackupDay"("madeAt");

-- CreateTable
CREATE TABLE "BackupDay" (
    "dueOn" TEXT NOT NULL PRIMARY KEY,
    "dueAt" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "nextAt" DATETIME NOT NULL,
    "madeAt" DATETIME,
    "file" TEXT,
    "bytes" BIGINT,
    "rows" JSONB,
    "sentAt" DATETIME
);

-- CreateIndex
CREATE INDEX "BackupDay_madeAt_idx" ON "BackupDay"("madeAt");

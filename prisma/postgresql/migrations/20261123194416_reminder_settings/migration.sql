-- CreateTable
CREATE TABLE "ReminderSettings" (
    "personId" INTEGER NOT NULL,
    "muted" JSONB NOT NULL,
    "quietFrom" INTEGER,
    "quietUntil" INTEGER,
    "pausedUntil" TIMESTAMP(3),
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReminderSettings_pkey" PRIMARY KEY ("personId")
);

-- AddForeignKey
ALTER TABLE "ReminderSettings" ADD CONSTRAINT "ReminderSettings_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

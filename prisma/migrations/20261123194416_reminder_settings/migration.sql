-- CreateTable
CREATE TABLE "ReminderSettings" (
    "personId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "muted" JSONB NOT NULL,
    "quietFrom" INTEGER,
    "quietUntil" INTEGER,
    "pausedUntil" DATETIME,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ReminderSettings_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

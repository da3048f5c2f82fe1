-- CreateEnum
CREATE TYPE "NumberCause" AS ENUM ('first', 'classChange', 'transfer', 'returned', 'correction');

-- AlterEnum
ALTER TYPE "EndReason" ADD VALUE 'merged';

-- DropIndex
DROP INDEX "Participant_unitId_registerKey_key";

-- CreateTable
CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL,
    "uuid" TEXT NOT NULL,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegisterNumber" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "participantId" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),
    "cause" "NumberCause" NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "byId" INTEGER,

    CONSTRAINT "RegisterNumber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FormerName" (
    "id" SERIAL NOT NULL,
    "participantId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "searchName" TEXT NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FormerName_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Merge" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "fromId" INTEGER NOT NULL,
    "intoId" INTEGER NOT NULL,
    "rootId" INTEGER NOT NULL,
    "reason" TEXT,
    "ended" JSONB NOT NULL DEFAULT '[]',
    "at" TIMESTAMP(3) NOT NULL,
    "byId" INTEGER NOT NULL,
    "undoneAt" TIMESTAMP(3),
    "undoneById" INTEGER,

    CONSTRAINT "Merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotSame" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "lowId" INTEGER NOT NULL,
    "highId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" INTEGER NOT NULL,

    CONSTRAINT "NotSame_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RegisterNumber_unitId_key_idx" ON "RegisterNumber"("unitId", "key");

-- CreateIndex
CREATE INDEX "RegisterNumber_participantId_idx" ON "RegisterNumber"("participantId");

-- CreateIndex
CREATE UNIQUE INDEX "register_number_one_holder" ON "RegisterNumber"("unitId", "key") WHERE ("until" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "register_number_one_open" ON "RegisterNumber"("participantId") WHERE ("until" IS NULL);

-- CreateIndex
CREATE INDEX "FormerName_participantId_idx" ON "FormerName"("participantId");

-- CreateIndex
CREATE INDEX "Merge_unitId_idx" ON "Merge"("unitId");

-- CreateIndex
CREATE INDEX "Merge_rootId_idx" ON "Merge"("rootId");

-- CreateIndex
CREATE UNIQUE INDEX "merge_one_open" ON "Merge"("fromId") WHERE ("undoneAt" IS NULL);

-- CreateIndex
CREATE INDEX "NotSame_unitId_idx" ON "NotSame"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "NotSame_lowId_highId_key" ON "NotSame"("lowId", "highId");

-- CreateIndex
CREATE INDEX "Participant_unitId_registerKey_idx" ON "Participant"("unitId", "registerKey");

-- AddForeignKey
ALTER TABLE "RegisterNumber" ADD CONSTRAINT "RegisterNumber_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegisterNumber" ADD CONSTRAINT "RegisterNumber_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegisterNumber" ADD CONSTRAINT "RegisterNumber_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormerName" ADD CONSTRAINT "FormerName_participantId_fkey" FOREIGN KEY ("participantId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Merge" ADD CONSTRAINT "Merge_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Merge" ADD CONSTRAINT "Merge_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Merge" ADD CONSTRAINT "Merge_intoId_fkey" FOREIGN KEY ("intoId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Merge" ADD CONSTRAINT "Merge_rootId_fkey" FOREIGN KEY ("rootId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Merge" ADD CONSTRAINT "Merge_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Merge" ADD CONSTRAINT "Merge_undoneById_fkey" FOREIGN KEY ("undoneById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotSame" ADD CONSTRAINT "NotSame_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotSame" ADD CONSTRAINT "NotSame_lowId_fkey" FOREIGN KEY ("lowId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotSame" ADD CONSTRAINT "NotSame_highId_fkey" FOREIGN KEY ("highId") REFERENCES "Participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotSame" ADD CONSTRAINT "NotSame_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Enrolments by whom they are of, whatever has become of them.
CREATE INDEX "Enrolment_participantId_idx" ON "Enrolment"("participantId");

-- A number written with zeros before it, or with two digits of its year, is the same number: keys are written as they
-- are compared from now on. Where somebody else has that key already, the later one keeps the old.
WITH parts AS (
    SELECT "id", "unitId", "registerKey" AS k,
        substr("registerKey", 1, strpos("registerKey", '/') - 1) AS l, substr("registerKey", strpos("registerKey", '/') + 1) AS y
    FROM "Participant" WHERE "registerKey" LIKE '%_/_%' AND "registerKey" NOT LIKE '%/%/%'
), split AS (
    SELECT *, rtrim(l, '0123456789') AS letters, substr(l, length(rtrim(l, '0123456789')) + 1) AS serial FROM parts
), made AS (
    SELECT "id", "unitId", k, letters
        || CASE WHEN ltrim(serial, '0') = '' THEN '0' ELSE ltrim(serial, '0') END || '/'
        || CASE WHEN length(y) = 2 AND ltrim(y, '0123456789') = ''
            THEN CASE WHEN y < '70' THEN '20' ELSE '19' END ELSE '' END || y AS made
    FROM split WHERE serial <> ''
)
UPDATE "Participant" SET "registerKey" = m.made FROM made m
WHERE m."id" = "Participant"."id" AND m.made <> m.k
    AND NOT EXISTS (
        SELECT 1 FROM made o WHERE o."unitId" = m."unitId" AND o.made = m.made AND o."id" <> m."id"
            AND (o."id" < m."id" OR o.made = o.k));

-- Everybody has the number that they were recorded under, since they came.
INSERT INTO "RegisterNumber" ("unitId", "participantId", "number", "key", "from", "cause", "recordedAt")
SELECT "unitId", "id", "registerNumber", "registerKey", "presentFrom", 'first', "createdAt" FROM "Participant";

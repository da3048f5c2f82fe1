-- AlterTable
ALTER TABLE "Programme" ADD COLUMN "endReason" TEXT;
ALTER TABLE "Programme" ADD COLUMN "endedAt" DATETIME;
ALTER TABLE "Programme" ADD COLUMN "endedFrom" TEXT;

-- AlterTable
ALTER TABLE "MonthClosing" ADD COLUMN "closeReason" TEXT;

-- So far they stood in the trail of changes alone, where they stay as well.
UPDATE "Programme" SET ("endedAt", "endedFrom", "endReason") = (
  SELECT e."at", json_extract(e."detail", '$.from'), json_extract(e."detail", '$.reason')
  FROM "AuditEntry" e
  WHERE e."unitId" = "Programme"."unitId" AND e."subject" = 'programme' AND e."subjectId" = "Programme"."id"
    AND e."action" IN ('programme.finish', 'programme.cancel')
  ORDER BY e."id" DESC LIMIT 1)
WHERE "state" IN ('finished', 'cancelled');
UPDATE "MonthClosing" SET "closeReason" = (
  SELECT json_extract(e."detail", '$.reason')
  FROM "AuditEntry" e
  WHERE e."unitId" = "MonthClosing"."unitId" AND e."subject" = 'month' AND e."subjectId" = "MonthClosing"."id"
    AND e."action" = 'month.close'
  ORDER BY e."id" DESC LIMIT 1);

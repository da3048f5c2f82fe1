-- CreateIndex
CREATE INDEX "AuditEntry_actorId_idx" ON "AuditEntry"("actorId");

-- CreateIndex
CREATE INDEX "Outbox_unitId_state_idx" ON "Outbox"("unitId", "state");

-- CreateIndex
CREATE INDEX "Post_personId_idx" ON "Post"("personId");

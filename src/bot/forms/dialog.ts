import type { Tx } from '../../db/database.js';
import { bindDialog, type DialogDefinition, type Dialog as DialogOf } from '../../dialogs/dialog.js';

/** A form of a feature, whose effect is part of a transaction of the database. */
export type Dialog = DialogOf<Tx>;

/** Binds a form to its data and its effect in the database. */
export function defineDialog<V extends object, D, O, H = never>(
  definition: DialogDefinition<V, D, O, Tx, H>,
): Dialog {
  return bindDialog(definition);
}

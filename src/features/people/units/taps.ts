import { defineTap, int } from '../../../dialogs/callback.js';

/** The units that somebody has posts in. */
export const unitsTap = defineTap('units', {});

/** From now on they act in this one. */
export const chooseUnitTap = defineTap('unit', { unit: int });

/** Adds a unit. */
export const addUnitTap = defineTap('unitnew', {});

/** Changes the office hours of the unit in which somebody acts. */
export const hoursTap = defineTap('unithrs', {});

/** Another code for the head of a unit that has none. */
export const unitHeadTap = defineTap('unithead', { unit: int });

/** Asks below which Kanwil a unit is. */
export const kanwilAskTap = defineTap('unitkan', { unit: int });

/** Puts a unit below a Kanwil; 0: below none. */
export const kanwilTap = defineTap('unitbel', { unit: int, kanwil: int });

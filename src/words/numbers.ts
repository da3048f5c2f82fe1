import type { Locale } from '../lib/locale.js';

const formats: Record<Locale, Intl.NumberFormat> = {
  id: new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }),
};

/** A number with at most one decimal: `1.234,5` / `1,234.5`. */
export function formatNumber(value: number, locale: Locale): string {
  return formats[locale].format(value);
}

/**
 * `numerator ÷ denominator × 100` with at most one decimal: `66,1 %` / `66.1%`, `100 %` / `100%`. A denominator
 * of 0 has no rate and gives `–`.
 */
export function formatPercent(numerator: number, denominator: number, locale: Locale): string {
  if (denominator === 0) return '–';
  const value = formatNumber((numerator / denominator) * 100, locale);
  return locale === 'id' ? `${value} %` : `${value}%`;
}

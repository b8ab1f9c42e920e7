/** `hh:mm:ss`; more than 99 hours take more digits. */
export function formatHours(seconds: number): string {
  const whole = toWhole(seconds);
  const minutes = Math.floor(whole / 60);
  return [Math.floor(minutes / 60), minutes % 60, whole % 60].map(twoDigits).join(':');
}

/** `mm:ss`; an hour and more are minutes as well. */
export function formatMinutes(seconds: number): string {
  const whole = toWhole(seconds);
  return [Math.floor(whole / 60), whole % 60].map(twoDigits).join(':');
}

function toWhole(seconds: number): number {
  return Math.max(0, Math.round(seconds));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

import { useEffect, useState } from 'react';

const minuteMs = 60_000;

/** The day that clocks show here, 'yyyy-mm-dd'; follows midnight. */
export function useToday(): string {
  const [today, setToday] = useState(localDay);
  useEffect(() => {
    const timer = setInterval(() => setToday(localDay()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return today;
}

export function localDay(): string {
  const now = new Date();
  const pad = (figure: number) => String(figure).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

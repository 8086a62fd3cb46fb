import type { Metadata } from "next";
import { Calendar } from "@/features/calendar/calendar";

export const metadata: Metadata = { title: "Calendar" };

export default function CalendarPage() {
  return <Calendar />;
}

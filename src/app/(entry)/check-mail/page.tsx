import type { Metadata } from "next";
import { CheckMail } from "@/features/entry/check-mail";

export const metadata: Metadata = { title: "Check your mail" };

export default function CheckMailPage() {
  return <CheckMail />;
}

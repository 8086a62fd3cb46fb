import type { Metadata } from "next";
import { ForgotForm } from "@/features/entry/forgot-form";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function ForgotPage() {
  return <ForgotForm />;
}
